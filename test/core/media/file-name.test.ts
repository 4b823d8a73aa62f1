import fc from "fast-check";
import { describe, test } from "vitest";

import { contentDisposition, displayName, readFileName, savedName } from "#core/media/file-name";

describe("the name of a file as people see it", () => {
  test.for([
    ["invoice.pdf", "invoice.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ada\\a.png", "a.png"],
    ["photo\u202egpj.exe", "photogpj.exe"],
    ["a\u0000b\r\n\tc.png", "abc.png"],
    ["...", null],
    [" .hidden. ", "hidden"],
    ["\u200b", null],
    ["", null],
    [null, null],
    ["CON", "_CON"],
    ["lpt1.txt", "_lpt1.txt"],
    ["Fatura de Março.pdf", "Fatura de Março.pdf"],
    [`${"x".repeat(300)}.pdf`, `${"x".repeat(116)}.pdf`],
    ["\ud800a", "\ufffda"],
  ] as const)("%j is %j", ([given, wanted], { expect }) => {
    expect(displayName(given)).toBe(wanted);
  });

  test("ends as its type does when it is saved", ({ expect }) => {
    expect(savedName("photogpj.exe", "image/png")).toBe("photogpj.exe.png");
    expect(savedName("a.JPEG", "image/jpeg")).toBe("a.JPEG");
    expect(savedName(null, "audio/ogg; codecs=opus")).toBe("download.ogg");
    expect(savedName("report.csv", "text/csv")).toBe("report.csv");
  });
});

describe("a Content-Disposition", () => {
  test.for([
    ["a.png", true, 'inline; filename="a.png"'],
    [
      'a"; x=1.png',
      false,
      "attachment; filename=\"download.png\"; filename*=UTF-8''a%22%3B%20x%3D1.png",
    ],
    ["é.pdf", true, "inline; filename=\"download.pdf\"; filename*=UTF-8''%C3%A9.pdf"],
    ["日本", false, "attachment; filename=\"download\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC"],
  ] as const)("of %j", ([name, isShown, wanted], { expect }) => {
    expect(contentDisposition(name, isShown)).toBe(wanted);
  });

  test("is a header whatever the file was called, and gives the name back", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (given) => {
        const name = displayName(given);
        if (name === null) return;
        const header = contentDisposition(name, false);
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(
          header,
        );
        expect(readFileName(header)).toBe(name);
      }),
    );
  });

  test("is read as browsers and clients write it", ({ expect }) => {
    expect(readFileName('form-data; name="file"; filename="a%22b.png"')).toBe('a"b.png');
    expect(readFileName("attachment; filename=a.png")).toBe("a.png");
    expect(readFileName("attachment; filename*=UTF-8''%C3%A9.pdf; filename=\"e.pdf\"")).toBe(
      "é.pdf",
    );
    expect(readFileName("attachment; filename*=UTF-8''%ZZ")).toBe(null);
    expect(readFileName("attachment")).toBe(null);
    expect(readFileName(null)).toBe(null);
  });
});
