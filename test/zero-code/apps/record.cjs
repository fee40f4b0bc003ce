// What every application of the matrix counts.
module.exports = (metrics) => {
  const meter = metrics.getMeter('shop');
  const orders = meter.createCounter('orders');
  orders.add(3, { kind: 'rye' });
  orders.add(2, { kind: 'wheat' });
  const visits = meter.createCounter('visits');
  for (let visit = 0; visit < 700; visit += 1) visits.add(1);
};
