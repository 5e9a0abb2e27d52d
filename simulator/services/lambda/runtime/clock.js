// Preloaded into every execution environment: `Date` tells the organization's time. It is set when an invocation begins and
// goes on from there at the organization's rate, or in real time where the organization's clock stands still, so that code
// that waits for a moment sees it come.
const RealDate = Date;
let base = { time: Number(process.argv[2]), rate: Number(process.argv[3]) };
let since = performance.now();

const now = () => Math.floor(base.time + (performance.now() - since) * base.rate);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
// what is an instance of Date stays one
RealDate.prototype.constructor = globalThis.Date;

/** Goes on from another moment. */
exports.set = ({ time, rate }) => {
  base = { time, rate };
  since = performance.now();
};
