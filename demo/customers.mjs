import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { hourOf, trafficAt } from './shop/day.mjs';
import { oneOf } from './shop/random.mjs';

const usualCount = 8;
const longestPauseMillis = 40;
const wishes = [
  ['GET', '/products'],
  ['GET', '/products'],
  ['POST', '/carts'],
  ['DELETE', '/carts'],
  ['POST', '/orders'],
  ['POST', '/orders'],
  ['POST', '/stock'],
  ['GET', '/favicon.ico'],
];

function ask(agent, url, [method, path]) {
  return new Promise((resolve) => {
    const asked = request(`${url}${path}`, { method, agent }, (response) => {
      response.resume();
      response.once('close', resolve);
    });
    // what counts is what the shop has recorded, not what its customers hear of it
    asked.once('error', resolve);
    asked.end();
  });
}

/**
 * Real HTTP requests, some 40 a second of each when the shop is full. Returns the function that ends them and waits for
 * their answers.
 */
export function startCustomers(url, day, count = usualCount) {
  const agent = new Agent({ keepAlive: true });
  let isOpen = true;
  const customer = async () => {
    while (isOpen) {
      await ask(agent, url, oneOf(wishes));
      await sleep((longestPauseMillis * Math.random()) / trafficAt(hourOf(day)));
    }
  };
  const customers = Array.from({ length: count }, customer);
  return async () => {
    isOpen = false;
    await Promise.all(customers);
    agent.destroy();
  };
}
