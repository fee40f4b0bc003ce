import { chooseWire } from '../link.js';
import { type TargetName, targetNames, targets } from '../wire/target.js';
import type { ExporterValues } from './make-exporter.js';

interface Problem {
  readonly option: 'histograms' | 'timestamps';
  readonly problem: string;
  readonly needs: readonly ['target'];
}

function targetsWith(feature: 'distributions' | 'timestamps'): string {
  return targetNames.filter((name) => targets[name][feature]).join(', ');
}

/** What an option asks of the target that it does not take. */
export function exporterRules(values: ExporterValues): Problem[] {
  const { target } = chooseWire(values);
  const server: TargetName | 'a server that is not named by `target`' =
    values.target ?? 'a server that is not named by `target`';
  const problems: Problem[] = [];
  const say = (option: Problem['option'], problem: string) =>
    problems.push({ option, problem, needs: ['target'] });
  if (values.histograms === 'distributions' && !target.distributions) {
    say('histograms', `'distributions' are not taken by ${server}, but by: ${targetsWith('distributions')}`);
  }
  if (values.timestamps && !target.timestamps) {
    say('timestamps', `they are not taken by ${server}, but by: ${targetsWith('timestamps')}`);
  }
  return problems;
}
