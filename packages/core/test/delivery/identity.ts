import type { Identity } from '../../src/delivery/ledger.js';

/** Of records with these around their value. */
export function at(head: string, tail = ''): Identity {
  return { head, tail };
}
