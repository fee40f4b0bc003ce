import { describe, expect, it } from 'vitest';
import { serverAttributes } from '../../src/otel/server-attributes.js';

describe('the server of a transport', () => {
  it.each([
    ['udp://127.0.0.1:8125', { 'server.address': '127.0.0.1', 'server.port': 8125 }],
    ['tls://[::1]:2003', { 'server.address': '::1', 'server.port': 2003 }],
    ['unix:///run/agent.sock', { 'server.address': '/run/agent.sock' }],
    ['https://api.example/v1/***', { 'server.address': 'api.example', 'server.port': 443 }],
    ['http://[::1]:8080/ez', { 'server.address': '::1', 'server.port': 8080 }],
    ['http://api.example', { 'server.address': 'api.example', 'server.port': 80 }],
    ['stdout:', {}],
    ['a way of my own', {}],
  ])('of %s is %o', (description, attributes) => {
    expect(serverAttributes(description)).toEqual(attributes);
  });
});
