import protobuf from 'protobufjs';

// Source: https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto and error_details.proto
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message Any { string type_url = 1; bytes value = 2; }
  message BadRequest {
    message FieldViolation { string field = 1; string description = 2; }
    repeated FieldViolation field_violations = 1;
  }
`);

/** What a `google.rpc.Status` says, as its JSON says it. */
export function readStatus(bytes: Buffer): unknown {
  const { message, details = [] } = decode('Status', bytes) as StatusMessage;
  return { message, ...(details.length === 0 ? undefined : { details: details.map(readAny) }) };
}

interface StatusMessage {
  readonly message: string;
  readonly details?: readonly { readonly typeUrl: string; readonly value: Uint8Array }[];
}

function readAny({ typeUrl, value }: { readonly typeUrl: string; readonly value: Uint8Array }): object {
  return { '@type': typeUrl, ...decode('BadRequest', value) };
}

function decode(name: string, bytes: Uint8Array): object {
  const type = root.lookupType(name);
  return type.toObject(type.decode(bytes), { arrays: false });
}
