import { createHash } from 'node:crypto'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'
import { viteSingleFile } from 'vite-plugin-singlefile'

/** Allows exactly the scripts that the page was built with, and no request: what a report smuggles in can neither run nor call home. */
function contentPolicy(): Plugin {
  return {
    name: 'heldby-content-policy',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html']
        if (page?.type !== 'asset') throw new Error('the build has no index.html')
        const html = String(page.source)
        const scripts = [...html.matchAll(/<script type="module"[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
        if (scripts.length === 0) throw new Error('the build has no inline script')
        const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
        const policy = [
          "default-src 'none'",
          `script-src ${hashes.join(' ')}`,
          'worker-src blob: data:',
          // The map's worker is started from a blob of the page's own text, which opaque origins have to read back.
          'connect-src blob: data:',
          'img-src data: blob:',
          "style-src 'unsafe-inline'",
          "base-uri 'none'",
          "form-action 'none'",
        ].join('; ')
        page.source = html.replace('<!--policy-->', () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
      },
    },
  }
}

export default defineConfig({
  plugins: [svelte(), viteSingleFile({ removeViteModuleLoader: true }), contentPolicy()],
  build: { target: 'es2022', chunkSizeWarningLimit: 5000, reportCompressedSize: false },
})
