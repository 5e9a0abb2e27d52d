// Preloaded into every execution environment: the simulated organization is all there is of the network. Requests to
// AWS's hosts, whose https nobody serves here, go to the simulator by http with their Host header and path; every other
// name does not resolve.
const dns = require('node:dns');
const http = require('node:http');
const https = require('node:https');
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
    if (!ofAws(host)) return request(...args);
    const { agent, port, protocol, host: _host, ...rest } = options;
    return original.http(
      { ...rest, hostname: endpoint.hostname, port: endpoint.port, headers: withHost(options.headers, host) },
      callback,
    );
  };
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
    const request = original.http({ hostname, port, path: url.pathname + url.search, method, headers: sent }, resolve);
    request.on('error', reject);
    request.end(body);
  });
}

const lookup = dns.lookup;
dns.lookup = (host, ...rest) => {
  if (isLoopback(host)) return lookup(host, ...rest);
  const error = new Error(`getaddrinfo ENOTFOUND ${host}`);
  process.nextTick(
    rest.at(-1),
    Object.assign(error, { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname: host }),
  );
  return {};
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function refuseForeignAddresses(...args) {
  const [first] = args;
  const options = Array.isArray(first) ? first[0] : first;
  const host = typeof options === 'object' && options !== null ? options.host : args[1];
  if (typeof host === 'string' && net.isIP(host) && !isLoopback(host)) {
    const error = new Error(`connect ENETUNREACH ${host}`);
    process.nextTick(() =>
      this.destroy(Object.assign(error, { code: 'ENETUNREACH', syscall: 'connect', address: host })),
    );
    return this;
  }
  return connect.apply(this, args);
};
