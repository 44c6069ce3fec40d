import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte()],
  // The browser build of Svelte, as in the app.
  resolve: { conditions: ['browser'] },
  test: { environment: 'happy-dom', include: ['test/**/*.test.ts'] },
})
