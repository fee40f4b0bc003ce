import { useState } from 'preact/hooks';
import { shortNumber } from './format/number.ts';
import type { Connection } from './live/listen.ts';
import { postReset } from './live/post.ts';
import { Choice } from './part/choice.tsx';
import { Icon } from './part/icon.tsx';
import { type Theme, themes, useTheme } from './theme.ts';

const connections: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting…',
  live: 'Live',
  lost: 'Sandbox not reached, trying again…',
};

const themeTitles: Readonly<Record<Theme, string>> = {
  system: 'Colours of the system',
  light: 'Light',
  dark: 'Dark',
};
const themeIcons = { system: 'system', light: 'sun', dark: 'moon' } as const;

interface TopBarProps {
  readonly connection: Connection;
  readonly linesPerSecond: number;
  /** Everything was forgotten. */
  onReset(): void;
}

/** The name, how it goes on the whole, and what concerns everything. */
export function TopBar({ connection, linesPerSecond, onReset }: TopBarProps) {
  const [theme, setTheme] = useTheme();
  const [problem, setProblem] = useState('');
  const reset = () =>
    postReset().then(
      () => {
        setProblem('');
        onReset();
      },
      (error: unknown) => setProblem(String(error)),
    );
  return (
    <header class="top-bar">
      <h1>
        <img src="./favicon.svg" alt="" width="24" height="24" /> otelwire <span>sandbox</span>
      </h1>
      <p class={`connection ${connection}`} role="status">
        {connections[connection]}
      </p>
      <p class="overall">
        <strong>{shortNumber(linesPerSecond)}</strong> lines/s
      </p>
      {problem && <p role="alert">{problem}</p>}
      <button type="button" onClick={reset} title="Forget all series, lines and counts">
        <Icon name="reset" /> Reset
      </button>
      <Choice
        label="Colours"
        value={theme}
        onChange={setTheme}
        options={themes.map((value) => ({
          value,
          title: themeTitles[value],
          content: <Icon name={themeIcons[value]} />,
        }))}
      />
    </header>
  );
}
