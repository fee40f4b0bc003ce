import { readFileSync } from 'node:fs';

/** One call of datadog-go, as its own tests make it. */
export interface EncodeCall {
  readonly fn: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly value?: number | string;
  readonly values?: readonly number[];
  readonly tags?: readonly string[] | string;
  readonly global_tags?: readonly string[];
  readonly rate?: number;
  readonly timestamp?: number;
  readonly container_id?: string;
  readonly external_env?: string;
  readonly cardinality?: 'none' | 'low' | 'orchestrator' | 'high';
  readonly buffer_bytes?: number;
  readonly object?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly calls?: readonly (readonly [
    fn: string,
    name: string,
    value?: unknown,
    options?: { rate: number },
  ])[];
}

export interface EncodeVector {
  readonly id: string;
  readonly name: string;
  readonly call: EncodeCall | readonly EncodeCall[];
  readonly expect_bytes?: string;
  readonly expect_lines?: readonly string[];
  readonly expect_error?: string;
  readonly serialise_only?: boolean;
}

export interface EnvVector {
  readonly id: string;
  readonly name: string;
  readonly kind:
    | 'resolve_addr'
    | 'sanitize_external_env'
    | 'fill_in_container_id'
    | 'container_id'
    | 'mountinfo'
    | 'cgroup_node_path';
  readonly call: {
    readonly addr?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly value?: string;
    readonly options?: { readonly container_id?: string; readonly origin_detection?: boolean };
    readonly proc_self_cgroup?: string;
    readonly proc_self_mountinfo?: string;
  };
  readonly expect_value: unknown;
}

/** The vectors of a file in `test/vectors`, each with the place that it was taken from. */
export function loadVectors<Vector>(file: string): readonly Vector[] {
  const text = readFileSync(new URL(`../../vectors/${file}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { vectors: readonly Vector[] }).vectors;
}
