const counts = 'seriesByTag("name=http.server.request.duration.count", "http.route!=none")';
const rates = `groupByTags(perSecond(${counts}), "sum", "http.route")`;
const smoothRates = `movingAverage(${rates}, "20s")`;
const routes = `aliasByTags(stacked(sortByName(${smoothRates}), "routes"), "http.route")`;

/** An area of the graph's whole height; Graphite fills each only above those before it, so that it is behind them. */
function background({ from, until }, top) {
  const height = `offset(scale(timeSlice(sumSeries(${smoothRates}), "${from}", "${until}"), 0), ${top})`;
  return `alias(color(stacked(${height}, "background"), "e2e5ea"), "carbon was stopped")`;
}

/** In shorter ranges labels are not minutes apart, but seconds. */
const shortRangeSeconds = 360;
const style = {
  // twice as large as it is shown, for sharp text
  width: 1400,
  height: 620,
  fontSize: 18,
  margin: 20,
  bgcolor: 'white',
  fgcolor: '24292f',
  majorGridLineColor: 'd0d7de',
  minorGridLineColor: 'white',
  minorY: 0,
  colorList: '60a5fa,34d399,fbbf24,f87171',
  // a gap is shown
  lineMode: 'slope',
  yMin: 0,
  tz: 'UTC',
};

async function ask(url, options) {
  const response = await fetch(`${url}/render`, { method: 'POST', body: new URLSearchParams(options) });
  const answer = Buffer.from(await response.arrayBuffer());
  if (!response.ok)
    throw new Error(`graphite-web answers ${response.status}: ${answer.toString().slice(-500)}`);
  return answer;
}

/** The values of a range, second by second; null where there is none. */
async function valuesOf(url, target, range) {
  const [{ datapoints }] = JSON.parse((await ask(url, { target, format: 'json', ...range })).toString());
  return datapoints.map(([value]) => value);
}

/** The picture of a range, as graphite-web draws it. Ranges are in seconds since 1970. */
export async function draw(url, range, outage) {
  const peak = Math.max(...(await valuesOf(url, `sumSeries(${smoothRates})`, range)));
  const top = Math.ceil((1.1 * peak) / 200) * 200;
  const options = {
    ...style,
    ...range,
    format: 'png',
    title: "The shop's requests per second, by route",
    yMax: top,
    xFormat: range.until - range.from < shortRangeSeconds ? '%M′%S″' : '%H:%M',
  };
  const targets = [routes, background(outage, top)].map((target) => ['target', target]);
  return ask(url, [...targets, ...Object.entries(options)]);
}

/** How many seconds of a range have no point. Timers drift: in some minutes one second has no export. */
export async function missingSeconds(url, range) {
  const values = await valuesOf(url, `sumSeries(${counts})`, range);
  return values.filter((value) => value === null).length;
}
