// Preloaded into every execution environment: `Date` shows the organization's time. It is set when an invocation begins and
// goes on from there in real time, so that code that waits for a moment sees it come.
const RealDate = Date;
let begun = Number(process.argv[2]);
let since = performance.now();

const now = () => Math.floor(begun + performance.now() - since);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
// what is an instance of Date stays one
RealDate.prototype.constructor = globalThis.Date;

/** Goes on from another moment, in milliseconds since the epoch. */
exports.set = (moment) => {
  begun = moment;
  since = performance.now();
};
