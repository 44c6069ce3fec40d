import { mount } from 'svelte'
import App from './App.svelte'
import './app.css'
import { readData } from './data'

const target = document.getElementById('app')
if (target) mount(App, { target, props: { data: readData() } })
