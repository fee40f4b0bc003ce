import { type Connection, resolveOptions } from '@otelwire/core';
import { hasPlaceForPrefix, noPlaceForPrefix } from '../wire-rules.js';
import { childSchema } from './client-schema.js';
import type { ChildOptions } from './points.js';
import { Recorder } from './recorder.js';
import { childScope } from './scope.js';

/** What a client consists of: its connection, which children share, and its scope. Clients make their children of it. */
export class ClientPart {
  readonly connection: Connection;
  readonly recorder: Recorder;
  readonly isChild: boolean;

  constructor(connection: Connection, recorder: Recorder, isChild = false) {
    this.connection = connection;
    this.recorder = recorder;
    this.isChild = isChild;
  }

  child(subject: string, options: ChildOptions | undefined): ClientPart {
    const { wire, scope } = this.recorder;
    const { values } = resolveOptions(childSchema, options, {
      subject: `${subject}.child`,
      envPrefixes: [],
      env: {},
      warn() {},
      rules: ({ prefix }) =>
        prefix === '' || hasPlaceForPrefix(wire.template)
          ? []
          : [{ option: 'prefix', problem: noPlaceForPrefix }],
    });
    return new ClientPart(this.connection, new Recorder(wire, childScope(scope, values)), true);
  }
}
