import { plaintext } from '../wire/plaintext.js';
import { type CallRefusal, PointWriter } from './point-writer.js';
import type { GraphitePoint, SendOptions } from './points.js';
import type { Scope } from './scope.js';
import { namingOf, type Wire } from './wire.js';

/** Takes the calls of one scope: writes, and counts each as accepted, and as dropped where it is refused. Never throws. */
export class Recorder {
  readonly wire: Wire;
  readonly scope: Scope;
  readonly #writer: PointWriter;
  /** Of lines in any format, and without the key. */
  readonly #shown: PointWriter | undefined;

  constructor(wire: Wire, scope: Scope) {
    const { debug, format, intervalSeconds, pathKey } = wire;
    this.wire = wire;
    this.scope = scope;
    this.#writer = new PointWriter(format, namingOf(wire, scope, format, pathKey), intervalSeconds);
    if (debug === undefined) return;
    this.#shown = new PointWriter(plaintext, namingOf(wire, scope, plaintext, undefined), intervalSeconds);
  }

  send(path: string, value: number, options: SendOptions | undefined): void {
    this.#take(path, value, options, this.#now());
  }

  /** Points without a timestamp are all of one moment. */
  sendAll(points: Iterable<GraphitePoint>): void {
    const now = this.#now();
    try {
      for (const point of points) this.#takePoint(point, now);
    } catch {
      this.#refuse('invalid_points');
    }
  }

  #takePoint(point: GraphitePoint, now: number): void {
    let path: string;
    let value: number;
    try {
      if (typeof point !== 'object') throw new TypeError('a point is an object');
      ({ path, value } = point);
    } catch {
      this.#refuse('invalid_point');
      return;
    }
    this.#take(path, value, point, now);
  }

  #take(path: string, value: number, options: SendOptions | undefined, now: number): void {
    const { debug, delivery, outlet } = this.wire;
    if (outlet.isClosed) {
      this.#refuse('shutdown');
      return;
    }
    delivery.accept(1);
    let refusal: CallRefusal | undefined;
    try {
      refusal = this.#writer.write(delivery.packer, path, value, options, now);
    } catch {
      refusal = 'invalid_options';
    }
    if (refusal !== undefined) {
      delivery.drop(refusal, 1);
      return;
    }
    delivery.packer.endPoint();
    if (debug !== undefined) this.#show(path, value, options, now);
    outlet.wrote();
  }

  #show(path: string, value: number, options: SendOptions | undefined, now: number): void {
    const debug = this.wire.debug!;
    try {
      if (this.#shown!.write(debug.packer, path, value, options, now) === undefined) debug.show();
    } catch {
      // an object that throws when it is read a second time
    }
  }

  #refuse(reason: 'shutdown' | 'invalid_point' | 'invalid_points'): void {
    const { delivery } = this.wire;
    delivery.accept(1);
    delivery.drop(reason, 1);
  }

  #now(): number {
    return this.wire.clock.now() / 1000;
  }
}
