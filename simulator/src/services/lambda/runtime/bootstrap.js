// The runtime inside an execution environment: loads the handler, then answers one invocation after the other. It speaks
// with the simulator over the process's IPC channel, as Lambda's own runtime does over its HTTP interface.
const { existsSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { format } = require('node:util');
const clock = require('./clock.js');

const LEVELS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
};
const send = process.send.bind(process);
const json = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
let current;

for (const [method, level] of Object.entries(LEVELS)) console[method] = (...args) => log(level, args);

function log(level, args) {
  const timestamp = new Date().toISOString();
  const requestId = current?.requestId;
  if (!json) return send({ kind: 'log', line: `${timestamp}\t${requestId}\t${level}\t${format(...args)}` });
  const message = args.length === 1 && typeof args[0] === 'object' ? args[0] : format(...args);
  return send({ kind: 'log', line: JSON.stringify({ timestamp, level, requestId, message }) });
}

function failure(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function initError(errorType, errorMessage) {
  return Object.assign(new Error(errorMessage), { name: errorType });
}

async function loadHandler() {
  const [, folder, file, exported] = /^(.*\/)?([^/.]+)\.(.+)$/.exec(process.env._HANDLER) ?? [];
  if (!file) throw initError('Runtime.MalformedHandlerName', 'Bad handler');
  const base = path.join(process.env.LAMBDA_TASK_ROOT, folder ?? '', file);
  const found = ['', '.js', '.mjs', '.cjs'].map((ending) => base + ending).find((each) => existsSync(each));
  if (!found) throw initError('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  const module = await load(found);
  const handler = exported.split('.').reduce((at, name) => at?.[name], module) ?? module.default?.[exported];
  if (handler === undefined)
    throw initError('Runtime.HandlerNotFound', `${process.env._HANDLER} is undefined or not exported`);
  if (typeof handler !== 'function')
    throw initError('Runtime.HandlerNotFound', `${process.env._HANDLER} is not a function`);
  return handler;
}

async function load(file) {
  try {
    return file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : require(file);
  } catch (error) {
    if (error?.code === 'ERR_REQUIRE_ESM') return import(pathToFileURL(file).href);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND')
      throw initError('Runtime.ImportModuleError', `Error: ${error.message}`);
    if (error instanceof SyntaxError) throw initError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    throw error;
  }
}

function contextOf({ requestId, timeoutSeconds, invokedFunctionArn, clientContext }) {
  const { env } = process;
  const deadline = performance.now() + timeoutSeconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: clientContext && JSON.parse(clientContext),
    invokedFunctionArn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
    succeed: (value) => answer(requestId, value),
    fail: (error) => fail(requestId, error),
    done: (error, value) => (error ? fail(requestId, error) : answer(requestId, value)),
  };
}

function answer(requestId, value) {
  if (current?.requestId !== requestId) return;
  let payload;
  try {
    payload = JSON.stringify(value === undefined ? null : value) ?? 'null';
  } catch (error) {
    fail(requestId, initError('Runtime.MarshalError', `Unable to stringify response body: ${error.message}`));
    return;
  }
  current = undefined;
  process.channel.ref();
  send({ kind: 'result', requestId, payload, memoryUsed: memoryUsed() });
}

function fail(requestId, error) {
  if (current?.requestId !== requestId) return;
  const described = failure(error);
  log('ERROR', [`Invoke Error \t${JSON.stringify({ ...described, stack: described.trace })}`]);
  current = undefined;
  process.channel.ref();
  send({ kind: 'result', requestId, error: described, memoryUsed: memoryUsed() });
}

function memoryUsed() {
  return Math.ceil(process.memoryUsage().rss / 1024 / 1024);
}

function run(handler, invocation) {
  const { requestId } = invocation;
  current = invocation;
  clock.set(invocation.now);
  // an event loop that runs empty before the handler answered ends the invocation with null
  process.channel.unref();
  const callback = (error, value) => (error ? fail(requestId, error) : answer(requestId, value));
  try {
    const returned = handler(JSON.parse(invocation.event), contextOf(invocation), callback);
    if (typeof returned?.then === 'function')
      returned.then(
        (value) => answer(requestId, value),
        (error) => fail(requestId, error),
      );
    else if (returned !== undefined) answer(requestId, returned);
  } catch (error) {
    fail(requestId, error);
  }
}

function crash(error) {
  const described = failure(error);
  log('ERROR', [`Uncaught Exception \t${JSON.stringify({ ...described, stack: described.trace })}`]);
  send({ kind: 'crash', error: described }, () => process.exit(129));
}

process.on('uncaughtException', crash);
process.on('unhandledRejection', (reason) => {
  const cause = failure(reason);
  crash(
    Object.assign(initError('Runtime.UnhandledPromiseRejection', `${cause.errorType}: ${cause.errorMessage}`), {
      stack: cause.trace.join('\n'),
    }),
  );
});
process.on('beforeExit', () => {
  if (current) answer(current.requestId, null);
});

loadHandler().then(
  (handler) => {
    process.on('message', (invocation) => run(handler, invocation));
    send({ kind: 'ready' });
  },
  (error) => send({ kind: 'init-error', error: failure(error) }, () => process.exit(1)),
);
