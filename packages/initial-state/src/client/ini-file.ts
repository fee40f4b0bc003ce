import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, type Environment } from '@otelwire/core';

/** Settings of the file, by the names that they have next to the variables. */
export const iniVariables = {
  accessKey: 'isstreamer.ini: access_key',
  bucketName: 'isstreamer.ini: default_bucket',
  offline: 'isstreamer.ini: offline_mode',
  offlineFile: 'isstreamer.ini: offline_file',
  endpoint: 'isstreamer.ini: stream_api_base',
} as const;

const CLIENT_SECTION = 'isstreamer.client_config';
const API_SECTION = 'isstreamer.api_config';

interface Reading {
  readonly subject: string;
  /** As the application gave it; '' for no file. */
  readonly path: string | undefined;
  readonly warn: (message: string) => void;
}

/** The settings of the file that ISStreamer would read: that of the application, which has to be there, else the first that is. */
export function readIniFile({ path, subject, warn }: Reading): Environment {
  if (path === '') return {};
  const paths = path === undefined ? [join(homedir(), 'isstreamer.ini'), 'isstreamer.ini'] : [path];
  for (const one of paths) {
    const text = textOf(one);
    if (text !== undefined) return settingsOf(text, warn);
  }
  if (path === undefined) return {};
  throw new ConfigError(subject, [`iniFile cannot be read: '${path}'`]);
}

/** Settings by name, without those that are empty. */
function settingsOf(text: string, warn: (message: string) => void): Environment {
  const sections = parseIni(text);
  const client = sections.get(CLIENT_SECTION);
  const mode = client?.get('offline_mode');
  if (mode !== 'false' && mode?.toLowerCase() === 'false') {
    warn(`${iniVariables.offline} is '${mode}', which means offline, as it does to ISStreamer; write false`);
  }
  return {
    [iniVariables.accessKey]: client?.get('access_key'),
    [iniVariables.bucketName]: client?.get('default_bucket'),
    // ISStreamer knows one word for online
    [iniVariables.offline]: mode === undefined ? undefined : String(mode !== 'false'),
    [iniVariables.offlineFile]: client?.get('offline_file'),
    [iniVariables.endpoint]: endpointOf(sections.get(API_SECTION)?.get('stream_api_base')),
  };
}

/** ISStreamer puts `/api` behind what it finds there, which has no path then. */
function endpointOf(base: string | undefined): string | undefined {
  return base === undefined ? undefined : base.replace(/^(https?:\/\/[^/]+)\/*$/i, '$1/api');
}

/** As Python's ConfigParser: `name = value` or `name: value`, comments in lines of their own, names in any case. */
export function parseIni(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const [, name] = /^\[([^\]]+)\]/.exec(line) ?? [];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string>();
      sections.set(name, section);
      continue;
    }
    const at = line.search(/[=:]/);
    if (at > 0) section.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  return sections;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
