-- wrk script: sends the requests of one load to POST /identify and prints one line of JSON at the end.
-- Arguments:
--   1. the name of the load
--   2. the number of stored contacts: k1@example.com with phone number 1000001, k2@example.com with 1000002, and so on
--   3. the number of the run, unique per database: it makes new values unique and seeds the random choices
--   4. the API key, empty if there is none

local contacts, run
local issued = 0

local function known_email()
    return "k" .. math.random(contacts) .. "@example.com"
end

local function known_phone()
    return tostring(1000000 + math.random(contacts))
end

-- Values that were never sent before. Their phone numbers have more digits than any known one, so they never match.
local function new_values()
    issued = issued + 1
    local phone = string.format("9%04d%09d", run, issued)
    return "n" .. phone .. "@example.com", phone
end

local loads = {}

function loads.known()
    local contact = math.random(contacts)
    return "k" .. contact .. "@example.com", tostring(1000000 + contact)
end

loads.new = new_values

function loads.adds()
    return (new_values()), known_phone()
end

function loads.merge()
    return known_email(), known_phone()
end

function loads.hot()
    return "hot@example.com", "999"
end

-- The weights must be the same as in harness.py (REFERENCE_SCRIPTS).
function loads.mix()
    local roll = math.random(100)
    if roll <= 80 then return loads.known() end
    if roll <= 95 then return loads.new() end
    if roll <= 99 then return loads.adds() end
    return loads.merge()
end

local values, head

function init(arguments)
    values = loads[arguments[1]]
    contacts = tonumber(arguments[2])
    run = tonumber(arguments[3])
    math.randomseed(run)
    local key = arguments[4] and arguments[4] ~= "" and "\r\nAuthorization: Bearer " .. arguments[4] or ""
    head = "POST /identify HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. key .. "\r\nContent-Type: application/json\r\nContent-Length: "
end

function request()
    local email, phone = values()
    local body = '{"email":"' .. email .. '","phoneNumber":"' .. phone .. '"}'
    return head .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "statuses": %d, "sockets": %d}\n',
        summary.requests,
        summary.duration,
        latency:percentile(50),
        latency:percentile(99),
        errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
