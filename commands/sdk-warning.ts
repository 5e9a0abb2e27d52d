/**
 * The AWS SDK warns at its first use that releases after January 2027 will not run on Node 20. The pinned releases do, and
 * the warning among a rehearsal's results would only alarm people. Must be imported before anything else.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
