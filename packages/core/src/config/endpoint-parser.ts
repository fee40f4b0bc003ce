import {
  describeEndpoint,
  type Endpoint,
  type EndpointOf,
  type EndpointRules,
  readEndpoint,
  type Scheme,
} from './endpoint.js';
import { endpointForms } from './endpoint-forms.js';
import { expected, type Parsed, type Parser } from './parser.js';

/** One text such as `udp://host:9000` or `unix:///path`. */
export function endpoint<S extends Scheme>(rules: EndpointRules<S>): Parser<EndpointOf<S>, string> {
  const allowed = endpointForms(rules.schemes, rules.defaultPorts ?? {}, rules.examplePort);
  const fromText = (text: string): Parsed<EndpointOf<S>> => {
    const found = readEndpoint(text, rules);
    return 'reason' in found ? { problem: `${found.reason}; expected ${allowed}` } : { value: found };
  };
  return {
    allowed,
    fromText,
    fromCode: (value) => (typeof value === 'string' ? fromText(value) : expected(allowed)),
    show: (value) => describeEndpoint(value as Endpoint),
  };
}
