// CommonJS, so that both builds know where they are: `import.meta` is no syntax of the one, `__dirname` none of the other.
const { join } = require('node:path');

exports.pageFolder = join(__dirname, 'dist', 'page');
exports.version = require('./package.json').version;
