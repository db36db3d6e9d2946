/** The beginning of a file, for its preview. */

const SAMPLE_BYTES = 256 * 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Whether a file is still as it was when it was chosen.
 * @param {File} file
 */
export async function canBeRead(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * Whole lines of the file, or all of it if it is small. A compressed file is cut anywhere, which only matters if its
 * first rows need more.
 * @param {File} file
 * @returns {Promise<Blob>}
 */
export async function sampleOf(file) {
  if (file.size <= SAMPLE_BYTES)
    return file;
  const bytes = new Uint8Array(await file.slice(0, SAMPLE_BYTES).arrayBuffer());
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const end = isCompressed ? -1 : bytes.findLastIndex(byte => byte === LINE_FEED || byte === CARRIAGE_RETURN);
  return new Blob([end < 0 ? bytes : bytes.subarray(0, end + 1)]);
}
