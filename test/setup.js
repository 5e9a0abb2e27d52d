// Unit tests see the feature flags of cdk.json, which the CDK CLI would pass, and skip the CLI's own template validation
// (2.5 s a test file); `npm run synth` runs it.
const { readFileSync } = require('node:fs');
const { devNull } = require('node:os');
const { join } = require('node:path');

const { context } = JSON.parse(readFileSync(join(__dirname, '..', 'cdk.json'), 'utf8'));
process.env.CDK_VALIDATION = 'false';
process.env.CDK_CONTEXT_JSON = JSON.stringify(context);
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// What a client of the SDK does not find here costs it an error with a stack each, and the files of whoever runs the tests would
// count: half of the time of a new client. All but the app's id are the SDK's own defaults.
Object.assign(process.env, {
  AWS_AUTH_SCHEME_PREFERENCE: 'sigv4',
  AWS_CONFIG_FILE: devNull,
  AWS_DEFAULTS_MODE: 'legacy',
  AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'false',
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  AWS_RETRY_MODE: 'standard',
  AWS_SDK_UA_APP_ID: 'muster-tests',
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_USE_DUALSTACK_ENDPOINT: 'false',
  AWS_USE_FIPS_ENDPOINT: 'false',
});
// Tests compare the output of commands as plain text, even if the test run itself is in colors.
process.env.NO_COLOR = '1';
delete process.env.FORCE_COLOR;
