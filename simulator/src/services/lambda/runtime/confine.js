// Preloaded first into every execution environment. Node's permission model keeps files and processes from the function;
// what it leaves open is closed here: the function's own variables, some of which decide what Node and the dynamic loader
// do, come after the process has started; signals reach no other process; no file is written past the model.
const os = require('node:os');
const traceEvents = require('node:trace_events');

const variables = JSON.parse(process.env.SIMULATED_ENVIRONMENT);
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, variables);
if (/(^|\s)--enable-source-maps(\s|$)/.test(variables.NODE_OPTIONS ?? '')) process.setSourceMapsEnabled(true);

function denied() {
  throw Object.assign(new Error('Access to this API has been restricted'), { code: 'ERR_ACCESS_DENIED' });
}

const { pid: own, _kill: signal } = process;
process._kill = (pid, ...rest) => (pid === own ? signal.call(process, pid, ...rest) : denied());
// a signal that opens another Node process to whoever is on this machine
process._debugProcess = denied;
process._debugEnd = denied;
os.setPriority = denied;
traceEvents.createTracing = denied;
