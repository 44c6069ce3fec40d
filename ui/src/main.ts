// Mounts the app: over a server, or on the data that the page carries.

import { mount } from 'svelte'
import { connect } from './api/ask'
import App from './App.svelte'
import './styles/theme.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/components.css'
import './styles/print.css'
import { readEmbeddedData, serverConfig } from './data'
import ServerApp from './ServerApp.svelte'

const target = document.getElementById('app')
const server = serverConfig()
if (server) connect(server.live)
if (target) {
  if (server) mount(ServerApp, { target })
  else mount(App, { target, props: { data: readEmbeddedData() } })
}
