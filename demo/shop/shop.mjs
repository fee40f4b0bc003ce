import { declinesAt, handsAt, slownessAt } from './day.mjs';
import { between, lognormal, oneOf } from './random.mjs';

const rooms = { freezer: -18, cellar: 1, office: 21 };
const roundTo = (value, digits) => Number(value.toFixed(digits));

/** What the shop does on each request, and what it measures of it. */
export class Shop {
  #instruments;
  #hourNow;
  #queues = { mail: 0, print: 0 };

  /** `hourNow()` gives the hour of the shop's day. */
  constructor(instruments, hourNow) {
    this.#instruments = instruments;
    this.#hourNow = hourNow;
  }

  /** Answers a request with a status and as many bytes as it would take; the duration is drawn, not waited for. */
  answer(method, route) {
    const handler = this.#routes[`${method} ${route}`];
    const status = handler === undefined ? 404 : handler();
    const attributes = {
      'http.request.method': method,
      'http.route': handler === undefined ? 'none' : route,
      'http.response.status_code': status,
    };
    const size = Math.min(65_536, Math.max(1, Math.round(lognormal(2_000, 1.1))));
    const seconds = lognormal(0.02 * slownessAt(this.#hourNow()), 0.9);
    this.#instruments.duration(Math.max(1e-6, roundTo(seconds, 6)), attributes);
    this.#instruments.responseSize(size, { 'http.route': attributes['http.route'] });
    return { status, size };
  }

  /** Changes that nobody asked for. */
  idle() {
    for (const room of Object.keys(rooms)) {
      this.#instruments.temperature(roundTo(rooms[room] + 3 * Math.random() - 1.5, 2), { room });
    }
    for (const queue of Object.keys(this.#queues)) {
      this.#queues[queue] = Math.max(0, this.#queues[queue] - between(0, handsAt(this.#hourNow())));
    }
  }

  queueDepths() {
    return Object.entries(this.#queues).map(([queue, depth]) => [depth, { queue }]);
  }

  #routes = {
    'GET /products': () => 200,
    'POST /carts': () => {
      this.#instruments.openCarts(1);
      return 201;
    },
    'DELETE /carts': () => {
      this.#instruments.openCarts(-1);
      return 204;
    },
    'POST /orders': () => this.#order(),
    'POST /stock': () => {
      this.#instruments.stockDifference(between(-9, 7), { warehouse: oneOf(['north', 'south']) });
      return 200;
    },
  };

  #order() {
    if (Math.random() < declinesAt(this.#hourNow())) return 402;
    const method = oneOf(['card', 'invoice', 'paypal']);
    const country = oneOf(['de', 'fr', 'jp', 'us']);
    this.#instruments.orders(1, { 'payment.method': method, country });
    this.#instruments.payments(roundTo(lognormal(30, 0.8), 2), { 'payment.method': method });
    this.#queues[oneOf(['mail', 'print'])] += 1;
    return 201;
  }
}
