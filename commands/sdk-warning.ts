/**
 * The AWS SDK warns at its first use that releases after January 2027 will not run on Node 20. The releases used here
 * are pinned and do; said among a rehearsal's results it would only frighten. Imported before anything else.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
