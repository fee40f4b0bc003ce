import { execFileSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { Carbon } from './carbon.ts';
import { describeWithServers } from './describe-with-server.ts';
import { GraphiteWeb, seriesByTag } from './graphite-web.ts';
import { sendDatagram, sendStream } from './send.ts';

const soon = { timeout: 8_000, interval: 50 };
const host = '127.0.0.1';
const now = Math.floor(Date.now() / 1000);
const awkwardNumbers = [0, -0.1, 1e-7, 5e-324, 1.7976931348623157e308, -1e21, 0.1 + 0.2, 123456789012];

describeWithServers(['carbon', 'graphite-web'], (carbonServer, webServer) => {
  const carbon = new Carbon(carbonServer);
  const web = new GraphiteWeb(webServer);
  const sendLines = (...lines: string[]) =>
    sendStream(lines.map((line) => `${line}\n`).join(''), { port: carbon.port, host });
  const points = async (target: string) => (await web.render(target)).map((series) => series.points);

  it('keeps one value a second, the later one', async () => {
    await sendLines(`tcp.level 1 ${now - 2}`, `tcp.level 2.5 ${now}`, `tcp.level -4.25 ${now}`);
    const expected = new Map([
      [now - 2, 1],
      [now, -4.25],
    ]);
    await vi.waitFor(async () => expect(await points('tcp.level')).toEqual([expected]), soon);
    await vi.waitFor(async () => expect(await carbon.points('tcp.level')).toEqual(expected), soon);
  });

  it('reads datagrams', async () => {
    await sendDatagram(`udp.one 1 ${now}\nudp.two 2 ${now}`, carbon.port);
    await vi.waitFor(async () => {
      expect(await carbon.points('udp.one')).toEqual(new Map([[now, 1]]));
      expect(await carbon.points('udp.two')).toEqual(new Map([[now, 2]]));
    }, soon);
  });

  it("reads a pickle of Python's", async () => {
    const program = `import pickle, struct, sys
body = pickle.dumps([('pickled', (${now}, 1.5)), ('pickled;k=v', (${now - 1}, -2))], protocol=2)
sys.stdout.buffer.write(struct.pack('!L', len(body)) + body)`;
    await sendStream(execFileSync('/usr/bin/python3', ['-c', program]), { port: carbon.picklePort, host });
    await vi.waitFor(async () => {
      expect(await carbon.points('pickled')).toEqual(new Map([[now, 1.5]]));
      expect(await carbon.points('pickled;k=v')).toEqual(new Map([[now - 1, -2]]));
    }, soon);
  });

  it('has every number as it was sent, on disk and rendered', async () => {
    await sendLines(...awkwardNumbers.map((number, i) => `numbers ${number} ${now - 100 + i}`));
    const expected = new Map(awkwardNumbers.map((number, i) => [now - 100 + i, number]));
    await vi.waitFor(async () => expect(await carbon.points('numbers')).toEqual(expected), soon);
    expect(await points('numbers')).toEqual([expected]);
  });

  it('renders the seconds of a range, both ends included', async () => {
    await sendLines(...[1, 2, 3, 4].map((second) => `range ${second} ${now - 10 + second}`));
    await vi.waitFor(async () => expect((await carbon.points('range')).size).toBe(4), soon);
    const [series] = await web.render('range', { from: now - 8, until: now - 7 });
    expect([...series!.points.values()]).toEqual([2, 3]);
  });

  it('finds series by their tags', async () => {
    const tags = ['region=eu', 'path=/a "b" (c), d=e', 'https=yes'];
    await sendLines(`tagged;${tags.join(';').replaceAll(' ', '_')} 7 ${now}`, `tagged;region=us 8 ${now}`);
    await web.indexed(2, { name: 'tagged$' });
    const expected = { name: 'tagged', region: 'eu', path: '/a_"b"_(c),_d=e', https: 'yes' };
    await vi.waitFor(async () => {
      const [first, ...others] = await web.render(seriesByTag('name=tagged', 'path=/a_"b"_(c),_d=e'));
      expect([first!.tags, first!.points, others]).toEqual([expected, new Map([[now, 7]]), []]);
      expect(await carbon.points('tagged;region=us')).toEqual(new Map([[now, 8]]));
    }, soon);
    expect(await web.findSeries('name=tagged', 'region=~u')).toEqual(['tagged;region=us']);
    expect(await web.tagsOf('tagged;https=yes;path=/a_"b"_(c),_d=e;region=eu')).toEqual(expected);
    expect(await web.tagsOf('tagged;region=de')).toBeUndefined();
    expect(await web.tags()).toEqual(expect.arrayContaining(['https', 'name', 'path', 'region']));
    expect(await web.valuesOf('region')).toEqual(new Map(Object.entries({ eu: 1, us: 1 })));
  });

  it('tells which lines and tags it refused', async () => {
    await sendLines('no numbers here', `x;empty= 3 ${now}`, `good 4 ${now}`);
    await vi.waitFor(async () => {
      expect(await carbon.points('good')).toEqual(new Map([[now, 4]]));
      expect(await carbon.points('x;empty=')).toEqual(new Map([[now, 3]]));
    }, soon);
    expect(await carbon.refusedLines()).toEqual(['no numbers here']);
    expect(await carbon.refusedTags()).toEqual(['x;empty=: Value for tag "empty" may not be empty']);
  });

  it('draws a picture', async () => {
    const picture = await web.png(['tcp.level', 'range'], { width: 400, height: 200, lineMode: 'connected' });
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([400, 200]);
  });

  it('says what is wrong with a target', async () => {
    await expect(web.render('nosuch(a)')).rejects.toThrow(/render answers 400: .*unknown function: nosuch/);
    await expect(web.render('scale(range, "x")')).rejects.toThrow(/render answers 500: .*ValueError/s);
  });

  it('keeps what is on the disk when both are killed, on the same ports', async () => {
    await sendLines(`kept;k=v 1 ${now}`);
    await web.indexed(1, { name: 'kept$' });
    await vi.waitFor(async () => expect((await carbon.points('kept;k=v')).size).toBe(1), soon);
    const ports = [carbon.port, webServer.port()];
    await carbonServer.kill();
    await webServer.kill();
    expect([carbonServer.state, webServer.state]).toEqual(['down', 'down']);
    await expect(sendLines('x 1 1')).rejects.toThrow('ECONNREFUSED');
    await carbonServer.start();
    await webServer.start();
    expect([carbon.port, webServer.port()]).toEqual(ports);
    await sendLines(`kept;k=v 2 ${now + 1}`);
    await vi.waitFor(async () => {
      const [series] = await web.render(seriesByTag('name=kept', 'k=v'));
      expect([...series!.points.values()]).toEqual([1, 2]);
    }, soon);
  });

  it('reads what came while it was paused', async () => {
    await carbonServer.pause();
    await sendDatagram(`late 1 ${now}`, carbon.port);
    expect(carbonServer.state).toBe('paused');
    await carbonServer.resume();
    await vi.waitFor(async () => expect((await carbon.points('late')).size).toBe(1), soon);
  });

  it('renders nothing while graphite-web is paused, and all when it goes on', async () => {
    await webServer.pause();
    let hasAnswered = false;
    const answer = points('tcp.level').finally(() => {
      hasAnswered = true;
    });
    // carbon answers meanwhile, and graphite-web takes 10 ms when it runs
    await sendLines(`meanwhile 1 ${now}`);
    await vi.waitFor(async () => expect((await carbon.points('meanwhile')).size).toBe(1), soon);
    expect(hasAnswered).toBe(false);
    await webServer.resume();
    expect((await answer).length).toBe(1);
  });

  it('has ten thousand tagged series that came at once', { timeout: 400_000 }, async () => {
    const count = 10_000;
    const before = await carbon.seriesCount();
    const lines = Array.from({ length: count }, (_, i) => `many;host=h${i};region=r${i % 7} ${i / 4} ${now}`);
    await sendLines(...lines);
    await web.indexed(count, { name: 'many$' });
    expect((await carbon.seriesCount()) - before).toBe(count);
    const expected = new Map(lines.map((_, i) => [`h${i}`, i / 4]));
    await vi.waitFor(
      async () => {
        const found = await web.render(seriesByTag('name=many'), { from: now, until: now });
        expect(new Map(found.map(({ tags, points }) => [tags.host, points.get(now)]))).toEqual(expected);
      },
      { timeout: 60_000 },
    );
    expect(await web.findSeries('name=many', 'region=r3')).toHaveLength(1429);
  });
});
