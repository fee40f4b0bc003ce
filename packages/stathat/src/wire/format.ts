import { textBytes, type Wrapping } from '@otelwire/core';

/** A count is added up by the server, a value is averaged. */
export type PointKind = 'count' | 'value';

/** The bytes of points: `before`, a number, and `stamp`. */
export interface Format {
  readonly contentType: string;
  readonly wrapping?: Wrapping;
  /** Of a form there is one a request. */
  readonly maxRecords: number;
  /** `stat` is the name of a stat, of classic its key. */
  before(stat: string, kind: PointKind): Uint8Array;
  /** What follows the number; of `undefined`, the server takes the time of receipt. */
  stamp(second: number | undefined): Uint8Array;
}

/** `{"ezkey":"…","data":[{"stat":"orders","count":2,"t":1700000000}]}`. https://blog.stathat.com/2013/03/13/use_json_to_update_many_stats.html */
export function bulk(ezKey: string, maxItems: number): Format {
  return {
    contentType: 'application/json',
    wrapping: {
      head: textBytes(`{"ezkey":${JSON.stringify(ezKey)},"data":[`),
      separator: textBytes(','),
      tail: textBytes(']}'),
    },
    maxRecords: maxItems,
    before: (stat, kind) => textBytes(`{"stat":${JSON.stringify(stat)},"${kind}":`),
    stamp: (second) => textBytes(second === undefined ? '}' : `,"t":${second}}`),
  };
}

/** `ezkey=…&stat=orders&count=2&t=1700000000`. */
export function ezForm(ezKey: string): Format {
  return form((stat) => ({ ezkey: ezKey, stat }));
}

/** `key=…&ukey=…&count=2&t=1700000000`; the path says the kind, too. */
export function classicForm(userKey: string): Format {
  return form((statKey) => ({ key: statKey, ukey: userKey }));
}

function form(fields: (stat: string) => Record<string, string>): Format {
  return {
    contentType: 'application/x-www-form-urlencoded',
    maxRecords: 1,
    before: (stat, kind) => textBytes(`${new URLSearchParams(fields(stat))}&${kind}=`),
    stamp: (second) => textBytes(second === undefined ? '' : `&t=${second}`),
  };
}
