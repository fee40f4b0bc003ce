import {
  AggregationTemporality,
  AggregationType,
  DataPointType,
  InstrumentType,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import * as ours from '../../src/otel/constants.js';
import { coreOfSdk } from './sdk.js';

/** An enum of TypeScript without its reverse mapping of numbers. */
function membersOf(enumeration: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(enumeration).filter(([key]) => !/^\d+$/.test(key)));
}

describe('the constants of the SDK that is installed', () => {
  it.each([
    ['DataPointType', DataPointType, ours.DataPointType],
    ['InstrumentType', InstrumentType, ours.InstrumentType],
    ['AggregationTemporality', AggregationTemporality, ours.AggregationTemporality],
    ['ExportResultCode', coreOfSdk().ExportResultCode, ours.ExportResultCode],
  ])('%s are ours', (_, theirs, own) => {
    expect(membersOf(theirs)).toEqual(own);
  });

  it('AggregationType has those that we use', () => {
    expect(membersOf(AggregationType)).toMatchObject(ours.AggregationType);
  });
});
