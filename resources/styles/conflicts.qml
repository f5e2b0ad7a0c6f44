<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|Fields|Forms|MapTips" version="3.22.16-Białowieża">
 <renderer-v2 enableorderby="0" forceraster="0" type="RuleRenderer" symbollevels="0" referencescale="-1">
  <rules key="{74563ef8-98c2-4a80-a57b-19ac4b0af04a}">
   <rule key="{0972688e-f2dd-4d3c-9760-2cee0ece6a81}" label="restored" symbol="0" filter="&quot;state&quot; = 'restored'"/>
   <rule key="{10ab8551-b727-4223-8eec-360ceb5e88cf}" label="clone's edit rejected" symbol="1" filter="&quot;state&quot; = 'resolved' AND &quot;rejected&quot; = 'clone'"/>
   <rule key="{aa6d7e84-7eef-43cf-a0a3-8e221eed68f7}" label="central's edit rejected" symbol="2" filter="&quot;state&quot; = 'resolved' AND &quot;rejected&quot; = 'central'"/>
   <rule key="{84261f30-1e4d-461b-8505-5e2ad470e8c2}" label="not resolved" symbol="3" filter="&quot;state&quot; = 'unresolved'"/>
   <rule key="{fde54245-d4cb-4552-8769-b911c2a7e118}" label="restored" symbol="4" filter="&quot;state&quot; = 'restored'"/>
   <rule key="{c97bb61a-528f-48ff-b687-808825eaef61}" label="clone's edit rejected" symbol="5" filter="&quot;state&quot; = 'resolved' AND &quot;rejected&quot; = 'clone'"/>
   <rule key="{cdc8f71c-72fc-4290-8b82-3a9515004861}" label="central's edit rejected" symbol="6" filter="&quot;state&quot; = 'resolved' AND &quot;rejected&quot; = 'central'"/>
   <rule key="{2e78d98c-f106-4839-b843-531b72cc3f6a}" label="not resolved" symbol="7" filter="&quot;state&quot; = 'unresolved'"/>
   <rule key="{36d09d1d-9cf5-4137-abae-ca6a127f7b2d}" label="restored" symbol="8" filter="&quot;state&quot; = 'restored'"/>
   <rule key="{f4372fb1-7071-4051-8d56-5aea13562312}" label="clone's edit rejected" symbol="9" filter="&quot;state&quot; = 'resolved' AND &quot;rejected&quot; = 'clone'"/>
   <rule key="{7e0ca244-e2bb-4d25-b8c5-0b423e10c6dd}" label="central's edit rejected" symbol="10" filter="&quot;state&quot; = 'resolved' AND &quot;rejected&quot; = 'central'"/>
   <rule key="{cfc2700f-c022-47a8-8a9b-52dae4635289}" label="not resolved" symbol="11" filter="&quot;state&quot; = 'unresolved'"/>
  </rules>
  <symbols>
   <symbol clip_to_extent="1" type="marker" name="0" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="154,167,173,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="outline_color" value="79,91,97,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="marker" name="1" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="44,110,155,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3.4"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="10" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="142,90,168,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="142,90,168,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.66"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="11" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="224,84,30,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="224,84,30,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="1.02"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="marker" name="2" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="142,90,168,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="square"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3.2"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="marker" name="3" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="224,84,30,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="triangle"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="4.8"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="4" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="154,167,173,255"/>
      <Option type="QString" name="line_style" value="solid"/>
      <Option type="QString" name="line_width" value="0.9"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="5" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="44,110,155,255"/>
      <Option type="QString" name="line_style" value="solid"/>
      <Option type="QString" name="line_width" value="1.1"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="6" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="142,90,168,255"/>
      <Option type="QString" name="line_style" value="solid"/>
      <Option type="QString" name="line_width" value="1.1"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="7" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="224,84,30,255"/>
      <Option type="QString" name="line_style" value="solid"/>
      <Option type="QString" name="line_width" value="1.7"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="8" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="154,167,173,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="154,167,173,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.54"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="9" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="44,110,155,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="44,110,155,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.66"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <fieldConfiguration>
  <field name="state" configurationFlags="None">
   <editWidget type="ValueMap">
    <config>
     <Option type="Map">
      <Option type="List" name="map">
       <Option type="Map">
        <Option type="QString" name="not resolved" value="unresolved"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="resolved" value="resolved"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="restored" value="restored"/>
       </Option>
      </Option>
     </Option>
    </config>
   </editWidget>
  </field>
  <field name="rejected" configurationFlags="None">
   <editWidget type="ValueMap">
    <config>
     <Option type="Map">
      <Option type="List" name="map">
       <Option type="Map">
        <Option type="QString" name="the clone's edit" value="clone"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="central's edit" value="central"/>
       </Option>
      </Option>
     </Option>
    </config>
   </editWidget>
  </field>
  <field name="conflict_kind" configurationFlags="None">
   <editWidget type="ValueMap">
    <config>
     <Option type="Map">
      <Option type="List" name="map">
       <Option type="Map">
        <Option type="QString" name="both changed the same value" value="update_update"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="central deleted, the clone changed" value="delete_update"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="central changed, the clone deleted" value="update_delete"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="both added the same row" value="insert_insert"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="unique value taken" value="unique_violation"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="the row referred to was deleted" value="parent_deleted"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="refused by the database" value="apply_error"/>
       </Option>
      </Option>
     </Option>
    </config>
   </editWidget>
  </field>
 </fieldConfiguration>
 <aliases>
  <alias field="conflict_id" index="0" name="Number"/>
  <alias field="state" index="1" name="State"/>
  <alias field="rejected" index="2" name="Rejected side"/>
  <alias field="table_name" index="3" name="Table"/>
  <alias field="column_name" index="4" name="Column"/>
  <alias field="central_value" index="5" name="Central has"/>
  <alias field="clone_value" index="6" name="The clone has"/>
  <alias field="clone_name" index="7" name="Clone"/>
  <alias field="central_edited_by" index="8" name="Edited in central by"/>
  <alias field="central_edited_at" index="9" name="Edited in central at"/>
  <alias field="clone_edited_by" index="10" name="Edited in the clone by"/>
  <alias field="clone_edited_at" index="11" name="Edited in the clone at"/>
  <alias field="rule_applied" index="12" name="Why"/>
  <alias field="error_message" index="13" name="The database said"/>
  <alias field="conflict_kind" index="14" name="Kind"/>
  <alias field="conflict_time" index="15" name="Found at"/>
  <alias field="resolved_at" index="16" name="Resolved at"/>
  <alias field="restored_at" index="17" name="Restored at"/>
  <alias field="uid" index="18" name="Row (uid)"/>
 </aliases>
 <mapTip>&lt;p>&lt;b>[% replace( replace( coalesce( "conflict_id", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]: [% replace( replace( coalesce( "table_name", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %] [% replace( replace( coalesce( "column_name", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/b> ([% replace( replace( coalesce( represent_value( "state" ), '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %])&lt;/p>
&lt;table cellpadding="4">&lt;tr>&lt;th align="left">central&lt;/th>&lt;th align="left">[% replace( replace( coalesce( "clone_name", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/th>&lt;/tr>
&lt;tr>&lt;td>[% replace( replace( left( coalesce( "central_value", '∅' ), 200 ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/td>&lt;td>[% replace( replace( left( coalesce( "clone_value", '∅' ), 200 ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/td>&lt;/tr>
&lt;tr>&lt;td>[% replace( replace( coalesce( "central_edited_by", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %] [% format_date( "central_edited_at", 'yyyy-MM-dd HH:mm' ) %]&lt;/td>&lt;td>[% replace( replace( coalesce( "clone_edited_by", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %] [% format_date( "clone_edited_at", 'yyyy-MM-dd HH:mm' ) %]&lt;/td>&lt;/tr>&lt;/table>
&lt;p>[% replace( replace( coalesce( "rule_applied", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/p></mapTip>
</qgis>
