import { Packer } from '../payload/packer.js';

/** Shows records as text: each is written a second time, into a packer of the tap's own. */
export class DebugTap {
  readonly packer: Packer;
  readonly #show: (record: string) => void;

  constructor(debug: true | ((record: string) => void), maxPayloadBytes: number) {
    this.packer = new Packer({ maxPayloadBytes });
    this.#show = debug === true ? (record) => void process.stderr.write(`${record}\n`) : debug;
  }

  /** Shows what was written into `packer` since the last call. */
  show(): void {
    for (const batch of this.packer.takeAll()) {
      const { buffer, ends } = batch;
      const text = Buffer.from(buffer.buffer, buffer.byteOffset, ends.at(-1)).toString();
      this.packer.release(batch);
      try {
        this.#show(text.trimEnd());
      } catch {
        // what shows a record must not keep it from being sent
      }
    }
  }
}
