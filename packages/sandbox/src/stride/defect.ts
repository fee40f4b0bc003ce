/** What can be wrong with a request; the README says of each what is allowed. */
export type StrideDefectCode =
  | 'bad-body'
  | 'bad-encoding'
  | 'bad-event'
  | 'bad-id'
  | 'bad-json'
  | 'bad-request'
  | 'bad-stream-name'
  | 'bad-timestamp'
  | 'body-too-large'
  | 'content-type'
  | 'forbidden'
  | 'missing'
  | 'no-key'
  | 'reserved-field'
  | 'too-many-events'
  | 'unauthorized';
