// A unit test that hangs fails soon. A test that needs longer is a long test (jest.config.js).
jest.setTimeout(10_000);
