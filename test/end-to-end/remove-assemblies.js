const { rmSync } = require('node:fs');

/** Runs after the long tests. */
module.exports = () => rmSync(process.env.TEST_ASSEMBLIES, { recursive: true, force: true });
