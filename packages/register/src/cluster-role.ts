import cluster from 'node:cluster';
import type { ExporterName } from './exporter-names.js';
import { readSettings } from './settings.js';

/** What a process has to do with the metrics of a cluster; undefined where each process exports its own. */
export function clusterRole(): 'primary' | 'worker' | undefined {
  if (readSettings().cluster !== 'aggregate') return undefined;
  return cluster.isWorker ? 'worker' : 'primary';
}

/** The exporters of this process: a worker hands over once, however many the primary exports to. */
export function exportersHere(names: readonly ExporterName[]): readonly ExporterName[] {
  return clusterRole() === 'worker' ? names.slice(0, 1) : names;
}
