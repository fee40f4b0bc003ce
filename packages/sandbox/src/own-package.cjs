// CommonJS in both builds, so that it knows where it is: `import.meta` is no syntax of the one, `__dirname` none of the other.
const { basename, join } = require('node:path');

/** The sources lie one folder less deep than what is built of them. */
const root = join(__dirname, basename(__dirname) === 'src' ? '..' : '../..');

/** The folder with the built page. */
exports.pageFolder = join(root, 'dist/page');
/** @type {string} */
exports.version = require(join(root, 'package.json')).version;
