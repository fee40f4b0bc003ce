import type { Locator, Page } from 'playwright-core';

/** Parts of the page, by what they are to people who see or hear it. */

export function card(page: Page, backend: string): Locator {
  return page.getByRole('listitem', { name: backend, exact: true });
}

/** The rows of the list, without its head. */
export function rows(page: Page): Locator {
  return page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });
}

export function detail(page: Page): Locator {
  return page.getByRole('region', { name: 'Selected series' });
}

export function lines(page: Page): Locator {
  return page.getByRole('region', { name: 'Lines' });
}

/** The value of a line of the chart, as the legend says it. */
export function legendValue(page: Page, label: string): Locator {
  return detail(page).locator('.legend > div').filter({ hasText: label }).locator('dd');
}
