// Unit tests see the feature flags of cdk.json, which the CDK CLI would pass, and skip the CLI's own template validation
// (2.5 s a test file); `npm run synth` runs it.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const { context } = JSON.parse(readFileSync(join(__dirname, '..', 'cdk.json'), 'utf8'));
process.env.CDK_VALIDATION = 'false';
process.env.CDK_CONTEXT_JSON = JSON.stringify(context);
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// Tests compare the output of commands as plain text, even if the test run itself is in colors.
process.env.NO_COLOR = '1';
delete process.env.FORCE_COLOR;
