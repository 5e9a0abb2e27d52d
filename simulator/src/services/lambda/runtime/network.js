// Preloaded into every execution environment: the simulated organization is all there is of the network. Requests to
// AWS's hosts, which have no https server here, are reached at the simulator over http with their Host header and path; every other
// name does not resolve.
const dgram = require('node:dgram');
const dns = require('node:dns');
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const { Readable } = require('node:stream');

const endpoint = new URL(process.env.AWS_ENDPOINT_URL);

const ofAws = (host) => /(^|\.)amazonaws\.com(\.cn)?$/.test(host);
const original = { http: http.request, https: https.request };
const isLoopback = (host) => host === 'localhost' || host === '::1' || host.startsWith('127.');

function redirected(request) {
  return (...args) => {
    const callback = typeof args.at(-1) === 'function' ? args.at(-1) : undefined;
    const options = optionsOf(args);
    const host = String(options.hostname ?? options.host ?? 'localhost').replace(/:\d+$/, '');
    if (!ofAws(host)) return inTime(request(...args));
    const { agent, port, protocol, host: _host, ...rest } = options;
    return inTime(
      original.http(
        { ...rest, hostname: endpoint.hostname, port: endpoint.port, headers: withHost(options.headers, host) },
        callback,
      ),
    );
  };
}

/**
 * Answers carry the time of the function, which is the organization's, as on AWS. With the machine's time the SDK would take each
 * error for a consequence of a wrong clock and try again.
 */
function inTime(request) {
  return request.prependListener('response', ({ headers }) => {
    if (headers.date !== undefined) headers.date = new Date().toUTCString();
  });
}

function optionsOf([first, second]) {
  const fromUrl = typeof first === 'string' || first instanceof URL ? urlOptions(new URL(first)) : first;
  return typeof second === 'object' && second !== null ? { ...fromUrl, ...second } : { ...fromUrl };
}

function urlOptions(url) {
  return { hostname: url.hostname, port: url.port, path: url.pathname + url.search };
}

function withHost(headers, host) {
  const own = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'host');
  return { ...Object.fromEntries(own), host };
}

for (const [name, module] of [
  ['http', http],
  ['https', https],
]) {
  module.request = redirected(original[name]);
  module.get = (...args) => {
    const request = module.request(...args);
    request.end();
    return request;
  };
}

const fetchOriginal = globalThis.fetch;
globalThis.fetch = async (resource, init) => {
  const request = new Request(resource, init);
  const url = new URL(request.url);
  if (!ofAws(url.hostname)) return fetchOriginal(request);
  const body = Buffer.from(await request.arrayBuffer());
  const message = await asMessage(request, url, body);
  const empty = [204, 205, 304].includes(message.statusCode);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
  return new Response(empty ? null : Readable.toWeb(message), { status: message.statusCode, headers });
};

// fetch itself does not let its callers set a Host
function asMessage({ method, headers }, url, body) {
  return new Promise((resolve, reject) => {
    const sent = { ...Object.fromEntries(headers), host: url.host, 'content-length': body.byteLength };
    const { hostname, port } = endpoint;
    const path = url.pathname + url.search;
    const request = inTime(original.http({ hostname, port, path, method, headers: sent }, resolve));
    request.on('error', reject);
    request.end(body);
  });
}

function refusal(code, syscall, address) {
  return Object.assign(new Error(`${syscall} ${code} ${address}`), { code, syscall, address });
}

function unknownHost(host) {
  return Object.assign(refusal('ENOTFOUND', 'getaddrinfo', host), { errno: -3008, hostname: host });
}

const lookup = dns.lookup;
dns.lookup = (host, ...rest) => {
  if (isLoopback(host)) return lookup(host, ...rest);
  process.nextTick(rest.at(-1), unknownHost(host));
  return {};
};
const lookupPromised = dns.promises.lookup;
dns.promises.lookup = async (host, ...rest) => {
  if (!isLoopback(host)) throw unknownHost(host);
  return lookupPromised(host, ...rest);
};
// questions to name servers
for (const asking of [dns, dns.Resolver.prototype])
  for (const name of questionsOf(asking))
    asking[name] = (host, ...rest) => process.nextTick(rest.at(-1), unknownHost(host));
for (const asking of [dns.promises, dns.promises.Resolver.prototype])
  for (const name of questionsOf(asking)) asking[name] = (host) => Promise.reject(unknownHost(host));

function questionsOf(asking) {
  const names = [...Object.getOwnPropertyNames(asking), ...Object.getOwnPropertyNames(Object.getPrototypeOf(asking))];
  return names.filter((name) => /^(resolve|reverse|lookupService)/.test(name));
}

// of this machine the simulator's port alone, and no socket that is a file
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function refuseForeignAddresses(...args) {
  const [first] = args;
  // a copy, so that what is judged is what is used; a lookup of the function's own could name any address
  if (Array.isArray(first)) first[0] = withoutLookup(first[0]);
  else args[0] = withoutLookup(first);
  const { path, host, port } = destinationOf(args);
  const refused = refusalOf(path, host ?? 'localhost', port);
  if (!refused) return connect.apply(this, args);
  process.nextTick(() => this.destroy(refused));
  return this;
};

function withoutLookup(options) {
  return typeof options === 'object' && options !== null ? { ...options, lookup: undefined } : options;
}

function destinationOf([first, second]) {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'object' && options !== null) return options;
  if (Number.isNaN(Number(options))) return { path: options };
  return { port: options, host: typeof second === 'string' ? second : undefined };
}

function refusalOf(path, host, port) {
  if (path) return refusal('EACCES', 'connect', path);
  if (net.isIP(host) && !isLoopback(host)) return refusal('ENETUNREACH', 'connect', host);
  if (isLoopback(host) && String(port) !== endpoint.port) return refusal('ECONNREFUSED', 'connect', `${host}:${port}`);
  return undefined;
}

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function refuseFiles(...args) {
  const { path } = destinationOf(args);
  if (!path) return listen.apply(this, args);
  process.nextTick(() => this.emit('error', refusal('EACCES', 'listen', path)));
  return this;
};

for (const name of ['bind', 'connect', 'send'])
  dgram.Socket.prototype[name] = () => {
    throw refusal('EACCES', name, 'a datagram socket');
  };

syncBuiltinESMExports();
