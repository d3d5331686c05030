// view_image on real files: sizes, formats, what is broken, what is no file.
import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { ToolBench } from './tool-bench.ts';

let bench: ToolBench;
afterEach(() => bench.close());

function picture(width: number, height: number, format: 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff'): Promise<Buffer> {
  const create = { width, height, channels: 3 as const, background: { r: 200, g: 30, b: 90 } };
  return sharp({ create }).toFormat(format).toBuffer();
}

async function view(
  name: string,
  file: Uint8Array,
): Promise<{ type: string; width: number; height: number; bytes: Buffer }> {
  bench = new ToolBench({ files: { [name]: file } });
  const { output } = await bench.output('function', 'view_image', { path: name });
  if (typeof output === 'string') throw new Error(output);
  const [part] = output;
  if (part?.type !== 'input_image' || !('image_url' in part)) throw new Error('no image');
  const [, type = '', data = ''] = /^data:([^;]+);base64,(.+)$/.exec(part.image_url) ?? [];
  const bytes = Buffer.from(data, 'base64');
  const { width, height } = await sharp(bytes).metadata();
  expect(part.detail).toBe('original');
  return { type, width, height, bytes };
}

test.each(['png', 'jpeg', 'webp'] as const)('a %s that fits is sent byte for byte, and shown', async (format) => {
  const file = await picture(30, 20, format);
  const { type, bytes } = await view('a.img', file);
  expect(type).toBe(`image/${format}`);
  expect(bytes.equals(file)).toBe(true);
  expect(bench.events.map(({ method }) => method)).toEqual(['item/started', 'item/completed']);
  expect(bench.completed('c1')).toMatchObject({ type: 'imageView', path: `${bench.cwd}/a.img` });
});

test('a gif becomes a png; a large picture is scaled to what the model takes', async () => {
  expect(await view('a.gif', await picture(3, 2, 'gif'))).toMatchObject({ type: 'image/png', width: 3, height: 2 });
  await bench.close();
  const scaled = await view('b.jpg', await picture(9000, 2500, 'jpeg'));
  expect(scaled).toMatchObject({ type: 'image/jpeg', width: 6000, height: 1667 });
});

test('what is no picture, or a broken one, is not shown', async () => {
  const whole = await sharp({
    create: {
      width: 400,
      height: 400,
      channels: 3,
      background: 'red',
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  })
    .png()
    .toBuffer();
  const files = {
    't.txt': 'text',
    'empty.png': '',
    'cut.png': whole.subarray(0, whole.length / 2),
    'a.tiff': await picture(2, 2, 'tiff'),
  };
  bench = new ToolBench({ files });
  for (const path of Object.keys(files)) {
    const output = await bench.call('function', 'view_image', { path });
    expect(output).toBe('unable to process image: invalid or unsupported image data');
  }
  expect(bench.events).toEqual([]);
});

test('what is no file is told apart from what is not there; a pipe is not waited for', async () => {
  bench = new ToolBench();
  const file = (name: string) => `${bench.cwd}/${name}`;
  execFileSync('mkfifo', [file('pipe')]);
  const view = (path: string) => bench.call('function', 'view_image', { path });
  expect(await view('.')).toBe(`image path \`${bench.cwd}\` is not a file`);
  expect(await view('pipe')).toBe(`image path \`${file('pipe')}\` is not a file`);
  expect(await view('none.png')).toBe(
    `unable to locate image at \`${file('none.png')}\`: No such file or directory (os error 2)`,
  );
});
