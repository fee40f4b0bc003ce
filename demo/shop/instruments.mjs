/** The shop's instruments. Whatever goes into one of them goes into the tally too. */
export function createInstruments(meter, tally) {
  const adding = (kind, create, name, options) => {
    const instrument = meter[create](name, options);
    return (amount, attributes = {}) => {
      instrument.add(amount, attributes);
      tally.add({ kind, name, ...options }, attributes, amount);
    };
  };
  const recording = (kind, create, note, name, options) => {
    const instrument = meter[create](name, options);
    return (value, attributes = {}) => {
      instrument.record(value, attributes);
      tally[note]({ kind, name, ...options }, attributes, value);
    };
  };
  const counter = (...args) => adding('counter', 'createCounter', ...args);
  const upDownCounter = (...args) => adding('up-down counter', 'createUpDownCounter', ...args);
  const gauge = (...args) => recording('gauge', 'createGauge', 'set', ...args);
  const histogram = (...args) => recording('histogram', 'createHistogram', 'record', ...args);

  return {
    orders: counter('shop.orders', { unit: '{order}' }),
    payments: counter('shop.payments', { unit: 'EUR' }),
    openCarts: upDownCounter('shop.carts.open', { unit: '{cart}' }),
    stockDifference: upDownCounter('shop.stock.difference', { unit: '{item}' }),
    temperature: gauge('shop.temperature', { unit: 'Cel' }),
    duration: histogram('http.server.request.duration', { unit: 's' }),
    responseSize: histogram('http.server.response.body.size', { unit: 'By' }),
  };
}

/** An observable gauge; `observe` gives `[value, attributes]` for each series. */
export function createObservableGauge(meter, tally, name, observe) {
  meter.createObservableGauge(name).addCallback((result) => {
    for (const [value, attributes] of observe()) {
      result.observe(value, attributes);
      tally.set({ kind: 'observable gauge', name }, attributes, value);
    }
  });
}
