// A unit test that hangs fails soon; a test that needs longer is a long test (long.js).
jest.setTimeout(10_000);
