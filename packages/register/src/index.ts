import { listedExporters } from './exporter-names.js';

const listed = listedExporters(process.env);

// Nothing more is loaded unless it is asked for: this file is in front of every program, and of its children.
if (listed.ours.length + listed.unknown.length > 0) {
  const { mayRunHere } = require('./may-run-here.js') as typeof import('./may-run-here.js');
  if (mayRunHere()) (require('./hook.js') as typeof import('./hook.js')).hook(listed);
}
