import type { LiveQuery } from '../../src/live/messages.ts';
import { isBackendName } from '../names.ts';

const sorts = ['name', 'latest', 'activity'] as const;

/** The server takes no longer texts. */
const maxTextCharacters = 2000;

/** Rows of a page of the list. */
export const pageSize = 50;

/** The query of `/api/live`, and the page's own address behind `#`: what is not set is left out. */
export function toParameters(query: LiveQuery): URLSearchParams {
  const entries = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== '' && value !== 0,
  );
  return new URLSearchParams(entries.map(([key, value]) => [key, String(value).slice(0, maxTextCharacters)]));
}

/** Takes from an address what makes sense. */
export function fromParameters(parameters: URLSearchParams): LiveQuery {
  const backend = parameters.get('backend') ?? '';
  const sort = sorts.find((name) => name === parameters.get('sort'));
  const offset = Number(parameters.get('offset'));
  return {
    ...(isBackendName(backend) && { backend }),
    search: parameters.get('search') ?? '',
    sort: sort ?? 'name',
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
    ...(parameters.has('selected') && { selected: parameters.get('selected') ?? '' }),
    rangeSeconds: parameters.get('rangeSeconds') === '21600' ? 21600 : 600,
  };
}
