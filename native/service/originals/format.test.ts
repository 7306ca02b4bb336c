import { describe, expect, it } from 'vitest';
import { contentDisposition, safeFileName, safeStem } from './file-name.ts';
import { imageExtension, mediaTypeOfImage } from './format.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the kind of a picture', () => {
  it.each([
    ['\xff\xd8\xff\xe0', 'jpg', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png', 'image/png'],
    ['GIF89a', 'gif', 'image/gif'],
    ['RIFF1234WEBPVP8 ', 'webp', 'image/webp'],
    ['II*\0', 'tiff', 'image/tiff'],
    ['MM\0*', 'tiff', 'image/tiff'],
    ['II+\0', 'tiff', 'image/tiff'],
    ['\0\0\0\x1cftypavif\0\0\0\0avifmif1', 'avif', 'image/avif'],
    ['\0\0\0\x1cftypmif1\0\0\0\0mif1avif', 'avif', 'image/avif'],
  ])('%j is %s', (head, extension, type) => {
    expect(imageExtension(bytes(`${head}...`))).toBe(extension);
    expect(mediaTypeOfImage(extension)).toBe(type);
  });

  it.each(['', '<svg xmlns="', '<!doctype html><script>', 'RIFF1234WAVE', '\0\0\0\x18ftypheic', 'PK\x03\x04', 'bytes'])(
    'is not made up for %j',
    (head) => expect(imageExtension(bytes(head))).toBeNull(),
  );
});

describe('the name of a file', () => {
  it.each([
    ['bus.jpg', 'jpg', 'bus.jpg'],
    ['IMG_1.JPEG', 'jpg', 'IMG_1.jpeg'],
    ['page.html', 'jpg', 'page.jpg'],
    ['写真 1.png', 'png', '写真 1.png'],
    ['a.b.c.jpg', 'jpg', 'a.b.c.jpg'],
    ['scan.tif', 'tiff', 'scan.tif'],
    ['no extension', 'png', 'no extension.png'],
    ['..', 'jpg', 'image.jpg'],
    ['../../etc/passwd', 'jpg', '_.._etc_passwd.jpg'],
    ['..\\..\\boot.ini', 'jpg', '_.._boot.jpg'],
    ['.hidden', 'jpg', 'hidden.jpg'],
    ['.jpg', 'jpg', 'image.jpg'],
    ['a<b>:"c"|d?e*.jpg', 'jpg', 'a_b___c__d_e_.jpg'],
    ['con.jpg', 'jpg', '_con.jpg'],
    ['NUL.tar.png', 'png', '_NUL.tar.png'],
    ['evil\u202Egpj.exe', 'jpg', 'evil_gpj.jpg'],
    ['name. .jpg', 'jpg', 'name.jpg'],
    ['', 'jpg', 'image.jpg'],
  ])('%j, a %s, becomes %j', (name, extension, expected) => {
    expect(safeFileName(name, extension)).toBe(expected);
  });

  it('is cut to a length that every file system takes, between characters', () => {
    expect(safeStem(`${'x'.repeat(119)}😀.jpg`)).toBe('x'.repeat(119));
  });

  it.each([
    ['bus.jpg', `inline; filename="bus.jpg"; filename*=UTF-8''bus.jpg`],
    ['a"b\r\nc.jpg', `inline; filename="a_b__c.jpg"; filename*=UTF-8''a%22b%0D%0Ac.jpg`],
    ["it's 写.jpg", `inline; filename="it_s _.jpg"; filename*=UTF-8''it%27s%20%E5%86%99.jpg`],
  ])('%j in a header', (name, header) => {
    expect(contentDisposition('inline', name)).toBe(header);
  });
});
