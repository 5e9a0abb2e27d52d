#!/usr/bin/env node
// Written for any Node.js: an older one is refused before anything else is loaded.

if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(`muster needs Node.js 20 or newer; this is ${process.version}.\n`);
  process.exit(3);
}
// Node.js 20 reads no TypeScript
require('tsx/cjs');
require('./muster.ts');
