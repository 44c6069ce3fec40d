import { mount } from 'svelte'
import { connect } from './api/ask'
import App from './App.svelte'
import './app.css'
import { given, readData } from './data'
import Root from './Root.svelte'

const target = document.getElementById('app')
const server = given()
if (server) connect(server.live)
if (target) {
  if (server) mount(Root, { target })
  else mount(App, { target, props: { data: readData() } })
}
