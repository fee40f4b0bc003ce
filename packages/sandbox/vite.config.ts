import { defineConfig } from 'vite';

export default defineConfig({
  root: 'page',
  // the page is the same wherever it is served from
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2023',
    // the oldest that know light-dark()
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // `default-src 'self'` allows no data: addresses and no script in the HTML
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
  },
});
