import BlueZ

extension GatewayReporter {
    /// The reporter of a gateway that is made of these parts.
    init(on ground: GatewayGround, delivery: DeliveryParts, devices: DeviceParts) {
        self.init(
            devices: { await devices.fleet.devices },
            interval: ground.configuration.reportInterval,
            spool: ground.spool,
            journal: ground.journal,
            bonds: { await devices.ownAdapter?.adapter.book },
            adapter: { await devices.ownAdapter?.adapter.standing },
            contact: delivery.contact,
            observations: ground.state.observationFile,
            transport: delivery.transport,
            credential: ground.credential,
            clock: ground.clock,
            troubles: ground.troubles.raised,
            takeOrders: { await devices.pairing?.orders.take($0) },
            logger: ground.logger
        )
    }
}
