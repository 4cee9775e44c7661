-- For wrk: asks the queries of a file in turn. PATHS: the file, a path with its query string a line, `query` last.
-- UNIQUE: where the numbers of the comments begin that make each request one that nobody asked before; absent: no
-- comments. The last line that is printed is JSON.
local paths, number = {}, tonumber(os.getenv("UNIQUE") or "")
local unique, asked = number ~= nil, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local rest = " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/sparql-results+json,application/n-triples\r\n\r\n"

function request()
  asked = asked + 1
  local path = paths[(asked - 1) % #paths + 1]
  if unique then path = path .. "%23" .. (number + asked) end
  return "GET " .. path .. rest
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %f, "bytes": %d, "failed": %d, "p50": %f, "p95": %f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3))
end
