/** Small files that people of the sandbox send when nobody says which. */

/** A file with its type. */
export interface Sample {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

/** What a message of a type carries; undefined for types without a file. */
export function sampleOf(type: string): Sample | undefined {
  switch (type) {
    case "image":
      return { mimeType: "image/png", bytes: png(96, 64) };
    case "sticker":
      return { mimeType: "image/webp", bytes: fromBase64(WEBP) };
    case "audio":
      return { mimeType: "audio/ogg; codecs=opus", bytes: ogg() };
    case "video":
      return { mimeType: "video/mp4", bytes: mp4() };
    case "document":
      return { mimeType: "application/pdf", bytes: pdf() };
    default:
      return undefined;
  }
}

/** One white pixel. */
const WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function number(value: number, bytes: number, littleEndian = false): Uint8Array {
  const digits = Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
  return Uint8Array.from(littleEndian ? digits : digits.toReversed());
}

/** A picture whose colours run from corner to corner, not compressed. */
function png(width: number, height: number): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) =>
    Uint8Array.from([
      0,
      ...Array.from({ length: width }, (__, x) => [
        Math.floor((255 * x) / width),
        Math.floor((255 * y) / height),
        160,
      ]).flat(),
    ]),
  );
  const data = concat(...rows);
  // A zlib stream of one stored block.
  const length = number(data.length, 2, true);
  const zlib = concat(
    Uint8Array.from([0x78, 0x01, 0x01]),
    length,
    length.map((byte) => byte ^ 0xff),
    data,
    number(adler32(data), 4),
  );
  const header = concat(number(width, 4), number(height, 4), Uint8Array.from([8, 2, 0, 0, 0]));
  return concat(
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk("IHDR", header),
    pngChunk("IDAT", zlib),
    pngChunk("IEND", new Uint8Array(0)),
  );
}

function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const named = concat(ascii(name), data);
  return concat(number(data.length, 4), named, number(crc32(named), 4));
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

/** Of PNG: reflected, over the bytes. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Of Ogg: not reflected, over the page with zeros in its place. */
function oggCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++)
      crc = (crc << 1) ^ ((crc & 0x80000000) !== 0 ? 0x04c11db7 : 0);
  }
  return crc >>> 0;
}

const OPUS_FRAMES = 50;
/** Samples of a frame of 20 ms at 48 kHz. */
const FRAME_SAMPLES = 960;

/** A second of silence, as a voice note: OGG with OPUS, mono. Source: RFC 7845. */
function ogg(): Uint8Array {
  const head = concat(
    ascii("OpusHead"),
    Uint8Array.from([1, 1]),
    number(0, 2, true),
    number(48_000, 4, true),
    Uint8Array.from([0, 0, 0]),
  );
  const tags = concat(ascii("OpusTags"), number(7, 4, true), ascii("sandbox"), number(0, 4, true));
  const silence = Uint8Array.from([0xf8, 0xff, 0xfe]);
  const frames = Array.from({ length: OPUS_FRAMES }, () => silence);
  return concat(
    oggPage([head], { flags: 2, granule: 0, sequence: 0 }),
    oggPage([tags], { flags: 0, granule: 0, sequence: 1 }),
    oggPage(frames, { flags: 4, granule: OPUS_FRAMES * FRAME_SAMPLES, sequence: 2 }),
  );
}

function oggPage(
  packets: readonly Uint8Array[],
  { flags, granule, sequence }: { flags: number; granule: number; sequence: number },
): Uint8Array {
  const page = concat(
    ascii("OggS"),
    Uint8Array.from([0, flags]),
    number(granule, 8, true),
    number(1, 4, true),
    number(sequence, 4, true),
    number(0, 4),
    Uint8Array.from([packets.length, ...packets.map((packet) => packet.length)]),
    ...packets,
  );
  page.set(number(oggCrc(page), 4, true), 22);
  return page;
}

/** A film without a track: a container and its header. */
function mp4(): Uint8Array {
  const box = (name: string, data: Uint8Array): Uint8Array =>
    concat(number(data.length + 8, 4), ascii(name), data);
  const header = new Uint8Array(100);
  header.set(number(1000, 4), 12);
  header.set(number(0x00010000, 4), 20);
  header.set(number(0x0100, 2), 24);
  header.set(number(0x00010000, 4), 36);
  header.set(number(0x00010000, 4), 52);
  header.set(number(0x40000000, 4), 68);
  header.set(number(1, 4), 96);
  return concat(
    box("ftyp", ascii("isom\0\0\u0002\0isomiso2mp41")),
    box("moov", box("mvhd", header)),
  );
}

/** A page that says what it is. */
function pdf(): Uint8Array {
  const text = "BT /F1 24 Tf 72 720 Td (From the sandbox) Tj ET";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  return ascii(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
  );
}
