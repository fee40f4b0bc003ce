import { DefectList, quote } from '../defect.js';
import { isJsonObject, isMediaType, parseJson } from '../http/body.js';
import type { Notes } from '../http/receiver.js';
import type { KeptRequest } from '../http/request-totals.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { StatHatDefectCode } from './defect.js';
import { answerRefused, answerTaken } from './dialect.js';
import type { PointFields } from './fields.js';
import { readForm } from './form.js';
import type { StatHatIntake } from './intake.js';
import type { StatHatReceiverOptions } from './options.js';
import type { TakenStatHatPoint } from './point.js';
import type { ParsedPoint } from './read-point.js';
import { readClassicPoint, readEzPoint } from './read-point.js';

type Defects = DefectList<StatHatDefectCode>;

/** Answers requests as StatHat did, and takes what is in them. */
export class StatHatAnswerer {
  readonly #intake: StatHatIntake;
  readonly #options: StatHatReceiverOptions;
  readonly #dialect: NonNullable<StatHatReceiverOptions['dialect']>;

  constructor(intake: StatHatIntake, options: StatHatReceiverOptions) {
    this.#intake = intake;
    this.#options = options;
    this.#dialect = options.dialect ?? '2017';
  }

  answer(request: KeptRequest, notes: Notes<TakenStatHatPoint, StatHatDefectCode>): HttpAnswer {
    const { method, path, headers, body } = request;
    if (path !== '/ez' && path !== '/c' && path !== '/v') {
      return this.#refuse(404, 'bad-request', `nothing is at ${quote(path)}, only at /ez, /c and /v`, notes);
    }
    if (method !== 'GET' && method !== 'POST') {
      return this.#refuse(405, 'bad-request', `points come by POST or GET, not by ${method}`, notes);
    }
    if (headers['content-encoding'] !== undefined) {
      return this.#refuse(200, 'bad-request', 'nothing says that encoded bodies are read', notes);
    }
    const contentType = headers['content-type'];
    const isBulk = path === '/ez' && method === 'POST' && isMediaType(contentType, 'application/json');
    if (isBulk && this.#dialect !== 'ezstat') return this.#answerBulk(body, notes);
    const defects: Defects = new DefectList();
    if (body !== '' && !isMediaType(contentType, 'application/x-www-form-urlencoded')) {
      defects.warn('bad-request', `the content type is ${quote(contentType ?? '')}, not that of a form`);
    }
    const fields = readForm(request, defects);
    return path === '/ez'
      ? this.#answerEz(fields, defects, notes)
      : this.#answerClassic(path === '/c' ? 'count' : 'value', fields, defects, notes);
  }

  #answerBulk(body: string, notes: Notes<TakenStatHatPoint, StatHatDefectCode>): HttpAnswer {
    const { maxPointsPerRequest = 1000 } = this.#options;
    const [root] = parseJson(body) ?? [];
    if (!isJsonObject(root)) return this.#refuse(200, 'bad-json', 'json is no object', notes);
    const { ezkey, data } = root;
    if (typeof ezkey !== 'string' || ezkey === '') {
      return this.#refuse(200, 'no-key', 'no ezkey specified', notes);
    }
    if (!Array.isArray(data)) return this.#refuse(200, 'bad-json', 'json has no list of data', notes);
    const items: readonly unknown[] = data;
    const parsed = items.map((item) => readEzPoint(isJsonObject(item) ? item : {}, true, false));
    const pointCount = parsed.reduce((sum, { points }) => sum + points.length, 0);
    if (Math.max(pointCount, items.length) > maxPointsPerRequest) {
      return this.#refuse(200, 'json-too-long', 'json too long', notes);
    }
    return this.#take(parsed, { api: 'ez', account: ezkey, isBulk: true, isVerbose: true }, notes);
  }

  #answerEz(
    fields: PointFields,
    defects: Defects,
    notes: Notes<TakenStatHatPoint, StatHatDefectCode>,
  ): HttpAnswer {
    const account = fields.ezkey || fields.email;
    if (typeof account !== 'string') return this.#refuse(200, 'no-key', 'no ezkey specified', notes);
    const point = readEzPoint(fields, false, this.#dialect === 'ezstat');
    point.defects.found.push(...defects.found);
    return this.#take([point], { api: 'ez', account, isBulk: false, isVerbose: fields.vb === '1' }, notes);
  }

  #answerClassic(
    kind: TakenStatHatPoint['kind'],
    fields: PointFields,
    defects: Defects,
    notes: Notes<TakenStatHatPoint, StatHatDefectCode>,
  ): HttpAnswer {
    const { userKeys, statKeys } = this.#options;
    const { key, ukey } = fields;
    const isKnown = (given: unknown, known: readonly string[] | undefined) =>
      typeof given === 'string' && given !== '' && (known?.includes(given) ?? true);
    if (!isKnown(key, statKeys) || !isKnown(ukey, userKeys)) {
      return this.#refuse(200, 'unknown-key', 'invalid keys', notes);
    }
    const point = readClassicPoint(fields, kind);
    point.defects.found.push(...defects.found);
    const origin = { api: 'classic', account: String(ukey) } as const;
    return this.#take([point], { ...origin, isBulk: false, isVerbose: fields.vb === '1' }, notes);
  }

  #take(
    parsed: readonly ParsedPoint[],
    origin: Pick<TakenStatHatPoint, 'api' | 'account'> & { isBulk: boolean; isVerbose: boolean },
    notes: Notes<TakenStatHatPoint, StatHatDefectCode>,
  ): HttpAnswer {
    const { api, account, isBulk, isVerbose } = origin;
    const taken = answerTaken(this.#dialect, { isBulk, isVerbose, count: parsed.length });
    const { ezKeys, strictKeys = false } = this.#options;
    if (api === 'ez' && ezKeys !== undefined && !ezKeys.includes(account)) {
      const refusal = this.#refuse(200, 'unknown-key', 'no such ezkey', notes);
      return strictKeys ? refusal : taken;
    }
    const reason = this.#intake.take(parsed, { api, account }, notes);
    return reason === undefined ? taken : answerRefused(this.#dialect, reason);
  }

  #refuse(
    status: number,
    code: StatHatDefectCode,
    message: string,
    notes: Notes<TakenStatHatPoint, StatHatDefectCode>,
  ): HttpAnswer {
    notes.refuse([{ code, level: 'error', message }]);
    return status === 200
      ? answerRefused(this.#dialect, message)
      : { status, body: { status, msg: message } };
  }
}
